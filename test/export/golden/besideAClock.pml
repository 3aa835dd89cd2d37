/* beside a clock */
/* spin -o1 -o2 -o3 -a FILE && gcc -O1 -w -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -m1000000 */
/* after an error ./pan -r | sed -n 's/^step //p' prints its schedule, for lockproof replay --schedule */
/* who is stuck while others go on is not asked */

bit o0 = 0; /* left: 0 'free', 1 'taken' */
bit o1 = 0; /* right: 0 'free', 1 'taken' */
bit o2 = 0; /* clock: 0 'tick', 1 'tock' */

active proctype T0() { /* P0 */
L0: /* left.when('free').store('taken') */
  if
  :: d_step { o0 == 0 -> o0 = 1; printf("step P0\n") }; goto L1
  fi;
L1: /* right.when('free').store('taken') */
  if
  :: d_step { o1 == 0 -> o1 = 1; printf("step P0\n") }; goto L2
  fi;
L2: /* right.store('free') */
  if
  :: d_step { true -> o1 = 0; printf("step P0\n") }; goto L3
  fi;
L3: /* left.store('free') */
  if
  :: d_step { true -> o0 = 0; printf("step P0\n") }; goto end_L4
  fi;
end_L4: /* has ended */
  false;
}

active proctype T1() { /* P1 */
L0: /* right.when('free').store('taken') */
  if
  :: d_step { o1 == 0 -> o1 = 1; printf("step P1\n") }; goto L1
  fi;
L1: /* left.when('free').store('taken') */
  if
  :: d_step { o0 == 0 -> o0 = 1; printf("step P1\n") }; goto L2
  fi;
L2: /* left.store('free') */
  if
  :: d_step { true -> o0 = 0; printf("step P1\n") }; goto L3
  fi;
L3: /* right.store('free') */
  if
  :: d_step { true -> o1 = 0; printf("step P1\n") }; goto end_L4
  fi;
end_L4: /* has ended */
  false;
}

active proctype T2() { /* clock */
L0: /* clock.update((it) => it === "tick" ? "tock" : "tick") */
  if
  :: d_step { o2 == 0 -> o2 = 1; printf("step clock\n") }; goto L0
  :: d_step { o2 == 1 -> o2 = 0; printf("step clock\n") }; goto L0
  fi;
}
