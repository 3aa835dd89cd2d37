/* naive flag */
/* spin -o1 -o2 -o3 -a FILE && gcc -O1 -w -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -m1000000 */
/* after an error ./pan -r | sed -n 's/^step //p' prints its schedule, for lockproof replay --schedule */
/* who is stuck while others go on is not asked */

bit o0 = 0; /* flag: 0 'free', 1 'taken' */
bit in0_0 = 0; /* P0 in critical */
bit in0_1 = 0; /* P1 in critical */
#define p0 (!in0_0 || (in0_0 && !in0_1))
/* p0: mutual exclusion */

active proctype T0() { /* P0 */
L0: /* flag.waitFor('free') */
  if
  :: d_step { o0 == 0 -> printf("step P0\n") }; goto L1
  fi;
L1: /* flag.store('taken') */
  if
  :: d_step { true -> o0 = 1; in0_0 = 1; printf("step P0\n"); assert(p0) }; goto L2
  fi;
L2: /* critical */
  if
  :: d_step { true -> in0_0 = 0; printf("step P0\n"); assert(p0) }; goto L3
  fi;
L3: /* flag.store('free') */
  if
  :: d_step { true -> o0 = 0; printf("step P0\n") }; goto end_L4
  fi;
end_L4: /* has ended */
  false;
}

active proctype T1() { /* P1 */
L0: /* flag.waitFor('free') */
  if
  :: d_step { o0 == 0 -> printf("step P1\n") }; goto L1
  fi;
L1: /* flag.store('taken') */
  if
  :: d_step { true -> o0 = 1; in0_1 = 1; printf("step P1\n"); assert(p0) }; goto L2
  fi;
L2: /* critical */
  if
  :: d_step { true -> in0_1 = 0; printf("step P1\n"); assert(p0) }; goto L3
  fi;
L3: /* flag.store('free') */
  if
  :: d_step { true -> o0 = 0; printf("step P1\n") }; goto end_L4
  fi;
end_L4: /* has ended */
  false;
}
