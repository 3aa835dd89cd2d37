/* test and set, N=2 */
/* spin -o1 -o2 -o3 -a FILE && gcc -O1 -w -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -m1000000 */
/* after an error ./pan -r | sed -n 's/^step //p' prints its schedule, for lockproof replay --schedule */
/* not every deadlock is found: a thread that may step, and need not, hides it */
/* who is stuck while others go on is not asked */
/* 'progress' is not asked: it is of whole runs */
/* 'starvation freedom' is not asked: it is of whole runs */

bit o0 = 0; /* flag: 0 'down', 1 'up' */

active proctype T0() { /* T0 */
end_L0: /* rest */
  if
  :: d_step { true -> printf("step T0\n") }; goto L1
  fi;
L1: /* flag.when('down').store('up') */
  if
  :: d_step { o0 == 0 -> o0 = 1; printf("step T0\n") }; goto L2
  fi;
L2: /* flag.store('down') */
  if
  :: d_step { true -> o0 = 0; printf("step T0\n") }; goto end_L0
  fi;
}

active proctype T1() { /* T1 */
end_L0: /* rest */
  if
  :: d_step { true -> printf("step T1\n") }; goto L1
  fi;
L1: /* flag.when('down').store('up') */
  if
  :: d_step { o0 == 0 -> o0 = 1; printf("step T1\n") }; goto L2
  fi;
L2: /* flag.store('down') */
  if
  :: d_step { true -> o0 = 0; printf("step T1\n") }; goto end_L0
  fi;
}
