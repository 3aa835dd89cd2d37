/* two locks, inverted */
/* spin -o1 -o2 -o3 -a FILE && gcc -O1 -w -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -m1000000 */
/* after an error ./pan -r | sed -n 's/^step //p' prints its schedule, for lockproof replay --schedule */
/* not every deadlock is found: a thread that may step, and need not, hides it */
/* who is stuck while others go on is not asked */

byte o0 = 0; /* left: 0 { owner: null }, 1 { owner: T0 }, 2 { owner: T1 } */
byte o1 = 0; /* right: 0 { owner: null }, 1 { owner: T0 }, 2 { owner: T1 } */

active proctype T0() { /* T0 */
end_L0: /* rest */
  if
  :: d_step { true -> printf("step T0\n") }; goto L1
  fi;
L1: /* left.acquire(T0) */
  if
  :: d_step { o0 == 0 -> o0 = 1; printf("step T0\n") }; goto L2
  fi;
L2: /* right.acquire(T0) */
  if
  :: d_step { o1 == 0 -> o1 = 1; printf("step T0\n") }; goto L3
  fi;
L3: /* right.release(T0) */
  if
  :: d_step { o1 == 1 -> o1 = 0; printf("step T0\n") }; goto L4
  fi;
L4: /* left.release(T0) */
  if
  :: d_step { o0 == 1 -> o0 = 0; printf("step T0\n") }; goto end_L0
  fi;
}

active proctype T1() { /* T1 */
end_L0: /* rest */
  if
  :: d_step { true -> printf("step T1\n") }; goto L1
  fi;
L1: /* right.acquire(T1) */
  if
  :: d_step { o1 == 0 -> o1 = 2; printf("step T1\n") }; goto L2
  fi;
L2: /* left.acquire(T1) */
  if
  :: d_step { o0 == 0 -> o0 = 2; printf("step T1\n") }; goto L3
  fi;
L3: /* left.release(T1) */
  if
  :: d_step { o0 == 2 -> o0 = 0; printf("step T1\n") }; goto L4
  fi;
L4: /* right.release(T1) */
  if
  :: d_step { o1 == 2 -> o1 = 0; printf("step T1\n") }; goto end_L0
  fi;
}
